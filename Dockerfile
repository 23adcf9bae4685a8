# syntax=docker/dockerfile:1
# An image a role: docker build --target silo|api|bridge .
ARG DOTNET=10.0

FROM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
WORKDIR /source
COPY global.json Directory.*.props Directory.*.targets ./
COPY build/ build/
COPY src/ src/
ARG TARGETARCH
ENV NUGET_PACKAGES=/packages
# Not compiled ahead of time (ReadyToRun): its first seconds under load are slower then, see docs/performance.md.
RUN --mount=type=cache,target=/packages \
    for part in Silo Api Bridge; do \
      dotnet publish "src/$part/$part.csproj" -c Release --os linux -a "$TARGETARCH" -p:SelfContained=false -p:UseAppHost=false -o "/out/$part" || exit 1; \
    done

# Without a shell, and with a user that is not root.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled AS runtime
WORKDIR /app
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:5001
EXPOSE 5001
USER $APP_UID

# Hosts the grains; with Roles=silo,api,bridge it is the whole system in one process.
FROM runtime AS silo
COPY --from=build /out/Silo ./
ENV Roles=silo \
    Cluster__Address=auto \
    Storage__MaxConnections=16
EXPOSE 11111 30000
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "OrleansOrders.Silo.dll", "--health"]
ENTRYPOINT ["dotnet", "OrleansOrders.Silo.dll"]

FROM runtime AS bridge
COPY --from=build /out/Bridge ./
ENV Storage__MaxConnections=6
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "OrleansOrders.Bridge.dll", "--health"]
ENTRYPOINT ["dotnet", "OrleansOrders.Bridge.dll"]

FROM runtime AS api
COPY --from=build /out/Api ./
ENV Storage__MaxConnections=8 \
    Drain__Delay=00:00:05
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "OrleansOrders.Api.dll", "--health"]
ENTRYPOINT ["dotnet", "OrleansOrders.Api.dll"]
