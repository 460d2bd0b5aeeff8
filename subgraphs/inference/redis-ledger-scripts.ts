/**
 * The two programs that keep the accounts in Redis. They keep to commands that the embedded Redis has too, add no two integers
 * (its Lua has 32 bits for them: `+ 0.0` makes floats, exact up to 2^53), and hand numbers to Redis as text.
 *
 * An account is a hash of what was used, and a sorted set of leases by when they run out. A lease is
 * `id|cost|tokens|streams|slot`; q0 to q6 and t0 to t6 are requests and tokens by slot, modulo seven.
 */

import { windowSlots } from './domain/limits.ts';

const functions = `
local unpack = unpack or table.unpack
local windowSlots = ${windowSlots}
local fields = {
  'slot', 'q0', 'q1', 'q2', 'q3', 'q4', 'q5', 'q6', 't0', 't1', 't2', 't3', 't4', 't5', 't6',
  'day', 'spentToday', 'month', 'spentThisMonth', 'reserved', 'streams'
}

local function number(text) return (tonumber(text or '') or 0) + 0.0 end
local function asText(value) return string.format('%.0f', value) end

local function inRing(prefix, slot) return prefix .. asText(slot % windowSlots) end

local function read(key, slot, day, month)
  local values = redis.call('HMGET', key, unpack(fields))
  local account = {}
  for index, field in ipairs(fields) do account[field] = number(values[index]) end
  for each = math.max(account.slot + 1, slot - windowSlots + 1), slot do
    account[inRing('q', each)] = 0.0
    account[inRing('t', each)] = 0.0
    account.slot = each
  end
  if day > account.day then
    account.day = day
    account.spentToday = 0.0
  end
  if month > account.month then
    account.month = month
    account.spentThisMonth = 0.0
  end
  return account
end

local function write(key, account, lifetime)
  local values = {}
  for _, field in ipairs(fields) do
    values[#values + 1] = field
    values[#values + 1] = asText(account[field])
  end
  redis.call('HSET', key, unpack(values))
  redis.call('PEXPIRE', key, lifetime)
end

local function endLease(key, lease, account)
  if redis.call('ZREM', key, lease) == 0 then return nil end
  local cost, tokens, streams, slot = string.match(lease, '|(%d+)|(%d+)|(%d+)|(%d+)$')
  account.reserved = account.reserved - number(cost)
  account.streams = account.streams - number(streams)
  return { tokens = number(tokens), slot = number(slot) }
end
`;

/**
 * KEYS: account and leases of each subject. ARGV: now, its slot, day and month, when the lease runs out, the lease, tokens, cost,
 * 1 for a stream, the account's lifetime; then for each subject its five limits, empty for none. Answers nothing when granted; else,
 * with commas, which subject and limit (from 1), what counts against it, and the slots of its window, the oldest first.
 */
export const reserveScript = `${functions}
local tokens, cost, streams = number(ARGV[7]), number(ARGV[8]), number(ARGV[9])
local accounts = {}

local function inWindow(account, prefix)
  local sum = 0.0
  for index = 0, windowSlots - 1 do sum = sum + account[prefix .. index] end
  return sum
end

local function answer(subject, limit, used, prefix)
  local account = accounts[subject]
  local told = { asText(subject), asText(limit), asText(used) }
  for age = 1, prefix and windowSlots or 0 do
    told[#told + 1] = asText(account[inRing(prefix, account.slot + age)])
  end
  return table.concat(told, ',')
end

local function refusal(subject, limits)
  local account = accounts[subject]
  local readings = {
    { inWindow(account, 'q'), 1, 'q' },
    { inWindow(account, 't'), tokens, 't' },
    { account.streams, streams },
    { account.spentToday + account.reserved, cost },
    { account.spentThisMonth + account.reserved, cost },
  }
  for index, reading in ipairs(readings) do
    local limit = tonumber(ARGV[limits + index])
    if limit then
      local used, wanted = reading[1], reading[2]
      local isUsedUp = index > 3 and used >= limit
      if isUsedUp or (wanted > 0 and used + wanted > limit) then
        return answer(subject, index, used, reading[3])
      end
    end
  end
  return nil
end

for subject = 1, #KEYS / 2 do
  local key, leases = KEYS[subject * 2 - 1], KEYS[subject * 2]
  local account = read(key, number(ARGV[2]), number(ARGV[3]), number(ARGV[4]))
  accounts[subject] = account
  for _, lease in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', ARGV[1])) do endLease(leases, lease, account) end
end
local refused = nil
for subject = 1, #accounts do
  refused = refused or refusal(subject, 10 + (subject - 1) * 5)
end
for subject, account in ipairs(accounts) do
  local key, leases = KEYS[subject * 2 - 1], KEYS[subject * 2]
  if not refused then
    local q, t = inRing('q', account.slot), inRing('t', account.slot)
    account[q] = account[q] + 1
    account[t] = account[t] + tokens
    account.reserved = account.reserved + cost
    account.streams = account.streams + streams
    redis.call('ZADD', leases, ARGV[5], ARGV[6])
    redis.call('PEXPIRE', leases, ARGV[10])
  end
  write(key, account, ARGV[10])
end
return refused or ''
`;

/** KEYS: as above. ARGV: slot, day, month, the lease, tokens and cost that were used, the account's lifetime. */
export const settleScript = `${functions}
local tokens, cost = number(ARGV[5]), number(ARGV[6])
for subject = 1, #KEYS / 2 do
  local key, leases = KEYS[subject * 2 - 1], KEYS[subject * 2]
  local account = read(key, number(ARGV[1]), number(ARGV[2]), number(ARGV[3]))
  account.spentToday = account.spentToday + cost
  account.spentThisMonth = account.spentThisMonth + cost
  local lease = endLease(leases, ARGV[4], account)
  if lease and account.slot - lease.slot < windowSlots then
    local t = inRing('t', lease.slot)
    account[t] = account[t] + tokens - lease.tokens
  end
  write(key, account, ARGV[7])
end
return 1
`;
