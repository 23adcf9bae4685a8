using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using OrleansOrders.Grains;

namespace OrleansOrders.Storage;

/// <summary>Orleans' own ADO.NET grain storage over the rows that <see cref="GroupCommitGrainStorage"/> uses, in the same JSON.</summary>
static class AdoNetStorage
{
    /// <summary>
    /// Registers it under <paramref name="name"/>, on the process's <see cref="NpgsqlDataSource"/>, which must be registered too.
    /// <paramref name="json"/> knows the state types; <see cref="StoredJson"/> where it is null.
    /// </summary>
    public static ISiloBuilder AddOrdersAdoNetStorage(this ISiloBuilder silo, string name, JsonSerializerOptions? json = null)
    {
        var inner = name + "/adonet";
        silo.AddAdoNetGrainStorage(inner, options => options.Configure<NpgsqlDataSource>((storage, dataSource) =>
        {
            storage.Invariant = "Npgsql";
            storage.DataSource = dataSource;
            storage.GrainStorageSerializer = new StoredJsonSerializer(json ?? StoredJson.Default.Options);

            // As ours does: no empty rows stay behind.
            storage.DeleteStateOnClear = true;
        }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) => new AdoNetGrainStorageContract(
            services.GetRequiredKeyedService<IGrainStorage>(inner), services.GetRequiredService<NpgsqlDataSource>()));
        return silo;
    }
}
