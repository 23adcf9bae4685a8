# syntax=docker/dockerfile:1
# One image; the setting Roles says what a container of it does: silo, api, bridge, or any mix. Without it, the whole system in one process.
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
    dotnet publish src/Silo/Silo.csproj -c Release --os linux -a "$TARGETARCH" -p:SelfContained=false -p:UseAppHost=false -o /out

# Without a shell, and with a user that is not root.
FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET}-noble-chiseled AS orders
WORKDIR /app
ENV ASPNETCORE_HTTP_PORTS= \
    ASPNETCORE_URLS=http://+:5001 \
    Cluster__Address=auto
EXPOSE 5001 11111 30000
USER $APP_UID
COPY --from=build /out ./
HEALTHCHECK --interval=5s --timeout=5s --start-period=60s --retries=3 CMD ["dotnet", "OrleansOrders.Silo.dll", "--health"]
ENTRYPOINT ["dotnet", "OrleansOrders.Silo.dll"]
