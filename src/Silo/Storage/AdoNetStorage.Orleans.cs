using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using OrleansOrders.Grains;

namespace OrleansOrders.Silo;

/// <summary>Orleans' own ADO.NET grain storage over the rows that <see cref="GroupCommitGrainStorage"/> uses, in the same JSON.</summary>
static class AdoNetStorage
{
    /// <summary>Registers it under <paramref name="name"/>, on the process's <see cref="NpgsqlDataSource"/>, which must be registered too.</summary>
    public static ISiloBuilder AddOrdersAdoNetStorage(this ISiloBuilder silo, string name)
    {
        var inner = name + "/adonet";
        silo.AddAdoNetGrainStorage(inner, options => options.Configure<NpgsqlDataSource>((storage, dataSource) =>
        {
            storage.Invariant = "Npgsql";
            storage.DataSource = dataSource;
            storage.GrainStorageSerializer = new StoredJsonSerializer(new JsonSerializerOptions(StoredJson.Default.Options));

            // As ours does: no empty rows stay behind.
            storage.DeleteStateOnClear = true;
        }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) => new AdoNetGrainStorageErrors(
            services.GetRequiredKeyedService<IGrainStorage>(inner), services.GetRequiredService<NpgsqlDataSource>()));
        return silo;
    }
}
