# The image of the server and the client, from the jar that 'mvn verify' or 'mvn package' leaves in target/.
#
#   docker build -t slipway .
#   docker run --rm --volume "$PWD:/files:ro" slipway rollout --help
#   docker run slipway server
FROM eclipse-temurin:25-jre

RUN useradd --system --uid 10001 --user-group --home-dir /opt/slipway --shell /usr/sbin/nologin slipway

COPY --chmod=755 src/docker/slipway /usr/local/bin/slipway
COPY LICENSE NOTICE /opt/slipway/
COPY target/slipway.jar /opt/slipway/slipway.jar

# Inside a container the port is reached from outside of it; what is published is the operator's decision.
ENV SERVER_ADDRESS=0.0.0.0
EXPOSE 8090
WORKDIR /files
USER slipway
ENTRYPOINT ["slipway"]
CMD ["server"]
