"""nginx, HAProxy and Caddy, each as its operators would set it up for this: keep-alive on both sides, an access log, one
thread for the one core."""

from comparison import programs
from comparison.contestant import Contestant


class Nginx(Contestant):
    """With its log as Debian has it: one write for each line, as HAProxy does it too."""

    name = "nginx"
    package = "nginx"
    log_buffer = ""
    configuration = """
worker_processes 1;
daemon off;
pid {directory}/nginx.pid;
error_log stderr error;
events {{ worker_connections 8192; }}
http {{
    access_log {directory}/access.log combined{log_buffer};
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    client_max_body_size 0;
    keepalive_requests 1000000000;
    keepalive_timeout 1h;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:10m;
    upstream application {{
        server 127.0.0.1:{upstream};
        keepalive 256;
        keepalive_requests 1000000000;
    }}
    server {{
        listen 127.0.0.1:{http} backlog=4096;
        listen 127.0.0.1:{https} ssl http2 backlog=4096;
        server_name {host};
        ssl_certificate {certificates}/app.crt;
        ssl_certificate_key {certificates}/app.key;
        gzip on;
        gzip_types text/plain;
        gzip_proxied any;
        gzip_comp_level 5;
        location / {{
            proxy_pass http://application;
            proxy_http_version 1.1;
            proxy_request_buffering off;
            proxy_set_header Connection "";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $host;
        }}
    }}
}}
"""

    def version(self):
        return programs.output(programs.present("nginx"), "-v").rpartition("/")[2].split()[0]

    def command(self, path):
        return [programs.present("nginx"), "-p", self.directory, "-c", path]

    def compresses(self):
        return True  # whoever accepts it, which nobody does but where that is measured


class BufferedNginx(Nginx):
    """With its log gathered, as Sluice does it."""

    name = "nginx-buffered"
    log_buffer = " buffer=64k flush=1s"


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
    default_backend application
backend application
    server one 127.0.0.1:{upstream} pool-max-conn 256
"""

    def version(self):
        return programs.output(programs.present("haproxy"), "-v").split()[2].partition("-")[0]

    def command(self, path):
        return [programs.present("haproxy"), "-db", "-f", path]


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

    def compresses(self):
        return True


