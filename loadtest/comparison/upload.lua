-- 64 KB with each request.
wrk.method = "POST"
wrk.body = string.rep("x", 65536)
