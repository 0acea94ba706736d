-- Leaves the machine to those that are to answer, and tells when answers came and what was wrong with them.
local last

function delay()
  return 50
end

function response(status)
  local now = os.time()
  if status ~= 200 then
    print("failed " .. now .. " " .. status)
  elseif now ~= last then
    last = now
    print("answered " .. now)
  end
end
