# One image for api, worker and emulator; the first word of the command chooses.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /source
COPY . .
RUN mvn -B -ntp -q -DskipTests -pl api,worker,emulator -am package

FROM eclipse-temurin:17-jre
# curl asks the health checks; haproxy is what the emulator's balancer guests run.
RUN apt-get update && apt-get install -y --no-install-recommends curl haproxy && rm -rf /var/lib/apt/lists/*
# The emulator's folder exists in the image, so that a fresh volume there belongs to this user whoever mounts it first.
RUN useradd --system --user-group --uid 10001 --home-dir /var/lib/gridwright gridwright \
 && install -d -o gridwright -g gridwright /var/lib/gridwright /var/lib/gridwright/emulator
COPY --from=build /source/api/target/gridwright-api.jar /source/worker/target/gridwright-worker.jar /opt/gridwright/
COPY --from=build /source/api/target/lib/ /source/worker/target/lib/ /opt/gridwright/lib/
COPY --from=build /source/emulator/target/gridwright-emulator-*-all.jar /opt/gridwright/gridwright-emulator.jar
COPY --chmod=755 deploy/entrypoint /opt/gridwright/entrypoint
COPY LICENSE NOTICE /opt/gridwright/
USER gridwright
WORKDIR /var/lib/gridwright
EXPOSE 8080 8081 8082
ENTRYPOINT ["/opt/gridwright/entrypoint"]
CMD ["api", "server", "/etc/gridwright/api.yml"]
