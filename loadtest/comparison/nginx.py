"""nginx, as its operators would set it up for this: keep-alive on both sides, an access log, one worker for the one core."""

import pathlib
import re

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
    upstream echo {{
        server 127.0.0.1:{echo};
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
        location /echo {{
            proxy_pass http://echo;
            proxy_http_version 1.1;
            proxy_read_timeout 1h;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection "upgrade";
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
            proxy_set_header X-Forwarded-Host $host;
        }}
    }}
}}
"""
    stream = """
stream {{
    log_format connection '$remote_addr [$time_local] $protocol $status $bytes_sent $bytes_received $session_time';
    access_log {directory}/stream.log connection{log_buffer};
    server {{
        listen 127.0.0.1:{tcp} backlog=4096;
        proxy_pass 127.0.0.1:{upstream};
        proxy_timeout 1h;
    }}
}}
"""

    def configured(self):
        return self.configuration if self.relay() else self.stream_module() + self.configuration + self.stream

    def stream_module(self):
        """What loads it; empty where it is built in, none where there is none."""
        built = programs.output(programs.present("nginx"), "-V")
        if re.search(r"--with-stream(\s|$)", built):
            return ""
        place = re.search(r"--modules-path=(\S+)", built)
        module = pathlib.Path(place.group(1) if place else "/usr/lib/nginx/modules", "ngx_stream_module.so")
        return "load_module %s;" % module if module.exists() else None

    def version(self):
        return programs.output(programs.present("nginx"), "-v").rpartition("/")[2].split()[0]

    def command(self, path):
        return [programs.present("nginx"), "-p", self.directory, "-c", path]

    def compress(self):
        return ""  # whoever accepts it, which nobody does but where that is measured

    def tunnel(self):
        return ""

    def relay(self):
        return "" if self.stream_module() is not None else (
            "its stream module is not installed (Debian: apt install libnginx-mod-stream)")


class BufferedNginx(Nginx):
    """With its log gathered, as Sluice does it."""

    name = "nginx-buffered"
    log_buffer = " buffer=64k flush=1s"
