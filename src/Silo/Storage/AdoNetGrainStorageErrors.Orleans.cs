using Npgsql;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansOrders.Grains;

namespace OrleansOrders.Silo;

/// <summary>
/// Gives Orleans' storage our exceptions: it wraps what PostgreSQL says into an <see cref="OrleansException"/>, and callers need to tell a database
/// that is away from one that refuses.
/// </summary>
sealed class AdoNetGrainStorageErrors(IGrainStorage inner, NpgsqlDataSource dataSource) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translated(() => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translated(() => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translated(() => inner.ClearStateAsync(stateName, grainId, grainState));

    async Task Translated(Func<Task> operation)
    {
        try
        {
            await operation();
        }
        catch (Exception exception) when (Unavailable(exception) is { } unavailable)
        {
            throw unavailable;
        }
    }

    StorageUnavailableException? Unavailable(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (PostgresErrors.Translate(dataSource, cause) is StorageUnavailableException unavailable) return unavailable;
        }

        return null;
    }
}
