using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;

namespace OrleansOrders.Storage;

/// <summary>Orleans' ADO.NET grain storage on the same rows and JSON as <see cref="GroupCommitGrainStorage"/>.</summary>
static class AdoNetStorage
{
    /// <summary>
    /// Registers the storage under <paramref name="name"/> on the process's <see cref="NpgsqlDataSource"/>, which must also be registered.
    /// <paramref name="json"/> must resolve the state types; default: <see cref="StoredJson"/>.
    /// </summary>
    public static ISiloBuilder AddOrdersAdoNetStorage(this ISiloBuilder silo, string name, JsonSerializerOptions? json = null)
    {
        var inner = name + "/adonet";
        silo.AddAdoNetGrainStorage(inner, options => options.Configure<NpgsqlDataSource>((storage, dataSource) =>
        {
            storage.Invariant = "Npgsql";
            storage.DataSource = dataSource;
            storage.GrainStorageSerializer = new StoredJsonSerializer(json ?? StoredJson.Default.Options);

            // Same as GroupCommitGrainStorage: a clear leaves no empty row behind.
            storage.DeleteStateOnClear = true;
        }));
        silo.Services.AddKeyedSingleton<IGrainStorage>(name, (services, _) => new AdoNetGrainStorageContract(
            services.GetRequiredKeyedService<IGrainStorage>(inner), services.GetRequiredService<NpgsqlDataSource>()));
        return silo;
    }
}
