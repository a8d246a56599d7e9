# docker build -t sluice .
# docker run --name sluice -p 80:80 -v sluice:/var/lib/sluice sluice

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# The dependencies in a layer of their own: only a changed pom.xml fetches them again. With nothing to compile yet,
# this is the same build as below, so it fetches exactly what that one needs.
COPY pom.xml ./
COPY .mvn .mvn
RUN mvn -B -q --no-transfer-progress -Dsluice.launch -Dmaven.test.skip=true package
COPY src/main src/main
RUN mvn -B -q --no-transfer-progress -Dsluice.launch -Dmaven.test.skip=true clean package

FROM eclipse-temurin:25-jre
# A fixed number, so that the owner of a mounted directory can be set from outside.
RUN groupadd --system --gid 10001 sluice \
    && useradd --system --uid 10001 --gid sluice --home-dir /var/lib/sluice --shell /usr/sbin/nologin sluice \
    && install -d -o sluice -g sluice -m 0700 /var/lib/sluice
WORKDIR /opt/sluice
COPY LICENSE sluice ./
COPY conf conf
# lib/ first: it changes less often than the program.
COPY --from=build /build/target/lib target/lib
COPY --from=build /build/target/sluice.jar target/sluice.jar

# Ports below 1024 need no privilege inside a container since Docker 20.10 (net.ipv4.ip_unprivileged_port_start=0).
# Where that is not so (some Kubernetes clusters), set SLUICE_HTTP_PORT and SLUICE_HTTPS_PORT to higher ones.
ENV SLUICE_HTTP_PORT=80 \
    SLUICE_HTTPS_PORT=443 \
    SLUICE_STATE_DIR=/var/lib/sluice
EXPOSE 80 443

# The admin API (9180) stays on the container's own loopback unless you say otherwise, and is not in EXPOSE, so that
# `docker run -P` does not publish it. To reach it from the host, and from nowhere else:
#   docker run -e SLUICE_ADMIN_HOST=0.0.0.0 -p 127.0.0.1:9180:9180 ...
# Without a terminal the first token is in /var/lib/sluice/first-token; SLUICE_ADMIN_TOKEN sets one of your own.

# The embedded database lives here. Without a volume everything an operator configured is gone with the container.
VOLUME /var/lib/sluice

USER sluice
# Longer than the 30 seconds that requests in flight get: docker stop -t 45, or stop_grace_period in a compose file.
STOPSIGNAL SIGTERM
# Without curl or a token: one request for the open health endpoint, by the shell itself.
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/${SLUICE_ADMIN_PORT:-9180} && printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && IFS= read -r -t 2 line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["/opt/sluice/sluice"]
CMD ["run"]
