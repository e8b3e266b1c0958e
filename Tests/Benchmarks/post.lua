-- wrk: POST the body in the file BODY with the Authorization header AUTHORIZATION.
local file = assert(io.open(os.getenv("BODY"), "rb"))
wrk.method = "POST"
wrk.body = file:read("*a")
file:close()
wrk.headers["Content-Type"] = "application/soap+xml;charset=UTF-8"
wrk.headers["Authorization"] = os.getenv("AUTHORIZATION")
