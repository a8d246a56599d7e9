"""HAProxy and Caddy, each as its operators would set it up for this: keep-alive on both sides, an access log, one thread
for the one core."""

from comparison import programs
from comparison.contestant import Contestant


class HAProxy(Contestant):
    name = "haproxy"
    package = "haproxy"
    configuration = """
global
    nbthread 1
    log stdout format raw local0
    maxconn 8192
    tune.ssl.default-dh-param 2048
defaults
    mode http
    log global
    option httplog
    option forwardfor
    http-reuse always
    timeout connect 5s
    timeout client 1h
    timeout server 1h
frontend front
    bind 127.0.0.1:{http} backlog 4096
    bind 127.0.0.1:{https} ssl crt {certificates}/app.pem alpn h2,http/1.1 backlog 4096
    http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]
    http-request set-header X-Forwarded-Host %[req.hdr(host)]
    use_backend echo if {{ path_beg /echo }}
    default_backend application
backend application
    server one 127.0.0.1:{upstream} pool-max-conn 256
backend echo
    timeout tunnel 1h
    server one 127.0.0.1:{echo}
listen tcp
    mode tcp
    option tcplog
    bind 127.0.0.1:{tcp} backlog 4096
    server one 127.0.0.1:{upstream}
"""

    def version(self):
        return programs.output(programs.present("haproxy"), "-v").split()[2].partition("-")[0]

    def command(self, path):
        return [programs.present("haproxy"), "-db", "-f", path]

    def tunnel(self):
        return ""

    def relay(self):
        return ""


class Caddy(Contestant):
    name = "caddy"
    package = "caddy"
    configuration = """
{{
    admin off
    auto_https off
    default_sni {host}
}}
(front) {{
    log {{
        output file {directory}/access.log
    }}
    encode /text {{
        gzip 5
    }}
    reverse_proxy /echo 127.0.0.1:{echo}
    reverse_proxy 127.0.0.1:{upstream} {{
        transport http {{
            keepalive 1h
            keepalive_idle_conns_per_host 256
        }}
    }}
}}
http://{host}:{http} {{
    bind 127.0.0.1
    import front
}}
https://{host}:{https} {{
    bind 127.0.0.1
    tls {certificates}/app.crt {certificates}/app.key
    import front
}}
"""

    def version(self):
        return programs.output(programs.present("caddy"), "version").split()[0].lstrip("v")

    def command(self, path):
        return [programs.present("caddy"), "run", "--adapter", "caddyfile", "--config", path]

    def environment(self):
        return {"HOME": str(self.directory), "XDG_DATA_HOME": str(self.directory), "GOMAXPROCS": "1"}

    def compress(self):
        return ""

    def tunnel(self):
        return ""

    def relay(self):
        return "Debian's has no layer4 app, and so relays no TCP"
