# One image for api, worker and emulator; the first word of the command chooses.
FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /source
COPY . .
RUN mvn -B -ntp -q -DskipTests package

FROM eclipse-temurin:17-jre
RUN useradd --system --uid 10001 --home-dir /var/lib/gridwright --create-home gridwright \
 && apt-get update && apt-get install -y --no-install-recommends haproxy && rm -rf /var/lib/apt/lists/*
COPY --from=build /source/api/target/gridwright-api.jar /source/worker/target/gridwright-worker.jar \
     /source/emulator/target/gridwright-emulator.jar /opt/gridwright/
COPY --from=build /source/api/target/lib/ /source/worker/target/lib/ /source/emulator/target/lib/ /opt/gridwright/lib/
COPY deploy/entrypoint /opt/gridwright/entrypoint
USER gridwright
EXPOSE 8080 8081
ENTRYPOINT ["/opt/gridwright/entrypoint"]
CMD ["api", "server", "/etc/gridwright/api.yml"]
