using Microsoft.AspNetCore.Builder;

namespace OrleansOrders.Hosting;

/// <summary>The embedded engine lives in one process with its callers: there is nothing to be a client of.</summary>
static class GrainClient
{
    public static void AddGrainClient(this WebApplicationBuilder builder) => throw new StartupException(
        "Roles leaves out silo, but the embedded engine lives in one process with its callers. To spread the roles, build with the Orleans engine.");
}
