using System.Text.Json;
using Npgsql;
using Orleans.Storage;

namespace OrleansOrders.Storage.Tests;

/// <summary>A grain storage under test.</summary>
public sealed class Provider(IGrainStorage storage, Func<ValueTask> dispose) : IAsyncDisposable
{
    public IGrainStorage Storage { get; } = storage;

    public ValueTask DisposeAsync() => dispose();

    /// <summary>Makes the named provider; those that persist do so through <paramref name="dataSource"/>, as the options say.</summary>
    internal delegate Task<Provider> Factory(NpgsqlDataSource dataSource, JsonSerializerOptions options);
}
