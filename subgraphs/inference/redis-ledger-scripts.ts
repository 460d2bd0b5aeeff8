/**
 * The two programs that keep the accounts in Redis. They keep to commands that the embedded Redis has too, add no two integers
 * (its Lua has 32 bits for them: `+ 0.0` makes floats, exact up to 2^53), and hand numbers to Redis as text.
 *
 * An account is a hash of what was used, and a sorted set of leases by when they run out. A lease is
 * `id|cost|tokens|streams|minute`.
 */

const functions = `
local unpack = unpack or table.unpack
local minuteMilliseconds = 60000.0
local fields = {
  'minute', 'requests', 'requestsBefore', 'tokens', 'tokensBefore',
  'day', 'spentToday', 'month', 'spentThisMonth', 'reserved', 'streams'
}

local function number(text) return (tonumber(text or '') or 0) + 0.0 end
local function asText(value) return string.format('%.0f', value) end

local function read(key, minute, day, month)
  local values = redis.call('HMGET', key, unpack(fields))
  local account = {}
  for index, field in ipairs(fields) do account[field] = number(values[index]) end
  if minute > account.minute then
    local isNext = minute == account.minute + 1
    account.requestsBefore = isNext and account.requests or 0.0
    account.tokensBefore = isNext and account.tokens or 0.0
    account.requests = 0.0
    account.tokens = 0.0
    account.minute = minute
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
  local cost, tokens, streams, minute = string.match(lease, '|(%d+)|(%d+)|(%d+)|(%d+)$')
  account.reserved = account.reserved - number(cost)
  account.streams = account.streams - number(streams)
  return { tokens = number(tokens), minute = number(minute) }
end
`;

/**
 * KEYS: account and leases of each subject. ARGV: now, minute, milliseconds into it, day, month, when the lease runs out, the
 * lease, tokens, cost, 1 for a stream, the account's lifetime; then for each subject its five limits, empty for none.
 * Answers nothing when granted; else which subject and limit (from 1), what counts against it, and the two minutes.
 */
export const reserveScript = `${functions}
local now, minute, elapsed = number(ARGV[1]), number(ARGV[2]), number(ARGV[3])
local tokens, cost, streams = number(ARGV[8]), number(ARGV[9]), number(ARGV[10])
local accounts = {}

local function refusal(subject, limits)
  local account = accounts[subject]
  local faded = (minuteMilliseconds - elapsed) / minuteMilliseconds
  local readings = {
    { account.requests + math.floor(account.requestsBefore * faded), 1, account.requests, account.requestsBefore },
    { account.tokens + math.floor(account.tokensBefore * faded), tokens, account.tokens, account.tokensBefore },
    { account.streams, streams, 0, 0 },
    { account.spentToday + account.reserved, cost, 0, 0 },
    { account.spentThisMonth + account.reserved, cost, 0, 0 },
  }
  for index, reading in ipairs(readings) do
    local limit = tonumber(ARGV[limits + index])
    if limit then
      local used, wanted = reading[1], reading[2]
      local isUsedUp = index > 3 and used >= limit
      if isUsedUp or (wanted > 0 and used + wanted > limit) then
        return { subject, index, asText(used), asText(reading[3]), asText(reading[4]) }
      end
    end
  end
  return nil
end

for subject = 1, #KEYS / 2 do
  local key, leases = KEYS[subject * 2 - 1], KEYS[subject * 2]
  local account = read(key, minute, number(ARGV[4]), number(ARGV[5]))
  accounts[subject] = account
  for _, lease in ipairs(redis.call('ZRANGEBYSCORE', leases, '-inf', ARGV[1])) do endLease(leases, lease, account) end
end
local refused = nil
for subject = 1, #accounts do
  refused = refused or refusal(subject, 11 + (subject - 1) * 5)
end
for subject, account in ipairs(accounts) do
  local key, leases = KEYS[subject * 2 - 1], KEYS[subject * 2]
  if not refused then
    account.requests = account.requests + 1
    account.tokens = account.tokens + tokens
    account.reserved = account.reserved + cost
    account.streams = account.streams + streams
    redis.call('ZADD', leases, ARGV[6], ARGV[7])
    redis.call('PEXPIRE', leases, ARGV[11])
  end
  write(key, account, ARGV[11])
end
return refused or {}
`;

/** KEYS: as above. ARGV: minute, day, month, the lease, tokens and cost that were used, the account's lifetime. */
export const settleScript = `${functions}
local tokens, cost = number(ARGV[5]), number(ARGV[6])
for subject = 1, #KEYS / 2 do
  local key, leases = KEYS[subject * 2 - 1], KEYS[subject * 2]
  local account = read(key, number(ARGV[1]), number(ARGV[2]), number(ARGV[3]))
  account.spentToday = account.spentToday + cost
  account.spentThisMonth = account.spentThisMonth + cost
  local lease = endLease(leases, ARGV[4], account)
  if lease then
    local difference = tokens - lease.tokens
    if account.minute == lease.minute then
      account.tokens = account.tokens + difference
    elseif account.minute == lease.minute + 1 then
      account.tokensBefore = account.tokensBefore + difference
    end
  end
  write(key, account, ARGV[7])
end
return 1
`;
