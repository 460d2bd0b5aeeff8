/**
 * The two programs that keep the accounts in Redis. They keep to commands that the embedded Redis has too, add no two integers
 * (its Lua has 32 bits for them: `+ 0.0` makes floats, exact up to 2^53), and hand numbers to Redis as text. Every request runs both,
 * so they write no more than what has changed.
 *
 * An account is a hash of what was used, and a sorted set of leases by when they run out. A lease is
 * `id|cost|tokens|streams|slot`; q0 to q6 and t0 to t6 are requests and tokens by slot, modulo seven.
 */

import { windowSlots } from './domain/limits.ts';

const ring = (prefix: string): string[] => Array.from({ length: windowSlots }, (_, index) => `${prefix}${index}`);
/** Of an account, which the programs hold as an array in this order. */
const fields = [
  'slot',
  ...ring('q'),
  ...ring('t'),
  'day',
  'spentToday',
  'month',
  'spentThisMonth',
  'reserved',
  'streams',
];
/** Where a field stands in it. */
const at = (field: string): number => fields.indexOf(field) + 1;

const functions = `
local unpack = unpack or table.unpack
local fields = { ${fields.map((field) => `'${field}'`).join(', ')} }

local function number(text) return (tonumber(text or '') or 0) + 0.0 end
local function asText(value) return string.format('%.0f', value) end

local function set(account, field, value)
  account[field] = value
  account.changed[field] = true
end
local function add(account, field, value)
  if value ~= 0 then set(account, field, account[field] + value) end
end

local function requestsIn(slot) return ${at('q0')} + slot % ${windowSlots} end
local function tokensIn(slot) return ${at('t0')} + slot % ${windowSlots} end

local function read(key, slot, day, month)
  local account = redis.call('HMGET', key, unpack(fields))
  for field = 1, ${fields.length} do account[field] = number(account[field] or '') end
  account.changed = {}
  for each = math.max(account[${at('slot')}] + 1, slot - ${windowSlots - 1}), slot do
    set(account, requestsIn(each), 0.0)
    set(account, tokensIn(each), 0.0)
    set(account, ${at('slot')}, each)
  end
  if day > account[${at('day')}] then
    set(account, ${at('day')}, day)
    set(account, ${at('spentToday')}, 0.0)
  end
  if month > account[${at('month')}] then
    set(account, ${at('month')}, month)
    set(account, ${at('spentThisMonth')}, 0.0)
  end
  return account
end

local function write(key, account, lifetime)
  local values = {}
  for field in pairs(account.changed) do
    values[#values + 1] = fields[field]
    values[#values + 1] = asText(account[field])
  end
  if #values == 0 then return end
  redis.call('HSET', key, unpack(values))
  if account.changed[${at('slot')}] then redis.call('PEXPIRE', key, lifetime) end
end

local function endLease(key, lease, account)
  if redis.call('ZREM', key, lease) == 0 then return nil end
  local cost, tokens, streams, slot = string.match(lease, '|(%d+)|(%d+)|(%d+)|(%d+)$')
  add(account, ${at('reserved')}, -number(cost))
  add(account, ${at('streams')}, -number(streams))
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

local function inWindow(account, first)
  local sum = 0.0
  for field = first, first + ${windowSlots - 1} do sum = sum + account[field] end
  return sum
end

local function answer(subject, limit, used, fieldIn)
  local account = accounts[subject]
  local told = { asText(subject), asText(limit), asText(used) }
  for age = 1, fieldIn and ${windowSlots} or 0 do
    told[#told + 1] = asText(account[fieldIn(account[${at('slot')}] + age)])
  end
  return table.concat(told, ',')
end

local function isOver(limit, used, wanted) return wanted > 0 and used + wanted > limit end

local function refusal(subject, limits)
  local account = accounts[subject]
  local perMinute, tokensPerMinute = tonumber(ARGV[limits + 1]), tonumber(ARGV[limits + 2])
  if perMinute then
    local used = inWindow(account, ${at('q0')})
    if isOver(perMinute, used, 1) then return answer(subject, 1, used, requestsIn) end
  end
  if tokensPerMinute then
    local used = inWindow(account, ${at('t0')})
    if isOver(tokensPerMinute, used, tokens) then return answer(subject, 2, used, tokensIn) end
  end
  local atOnce = tonumber(ARGV[limits + 3])
  if atOnce and isOver(atOnce, account[${at('streams')}], streams) then
    return answer(subject, 3, account[${at('streams')}])
  end
  for index, spent in ipairs({ account[${at('spentToday')}], account[${at('spentThisMonth')}] }) do
    local budget, used = tonumber(ARGV[limits + 3 + index]), spent + account[${at('reserved')}]
    if budget and (used >= budget or isOver(budget, used, cost)) then return answer(subject, 3 + index, used) end
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
    add(account, requestsIn(account[${at('slot')}]), 1)
    add(account, tokensIn(account[${at('slot')}]), tokens)
    add(account, ${at('reserved')}, cost)
    add(account, ${at('streams')}, streams)
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
  add(account, ${at('spentToday')}, cost)
  add(account, ${at('spentThisMonth')}, cost)
  local lease = endLease(leases, ARGV[4], account)
  if lease and account[${at('slot')}] - lease.slot < ${windowSlots} then
    add(account, tokensIn(lease.slot), tokens - lease.tokens)
  end
  write(key, account, ARGV[7])
end
return 1
`;
