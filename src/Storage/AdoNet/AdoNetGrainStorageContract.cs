using Npgsql;
using Orleans.Runtime;
using Orleans.Storage;

namespace OrleansOrders.Storage;

/// <summary>
/// Corrects two behaviours of Orleans' ADO.NET storage (10.4.2). It wraps PostgreSQL errors in an <see cref="OrleansException"/>, but
/// callers must distinguish an unreachable database from a rejected statement. A clear without an ETag deletes a row that another writer
/// wrote.
/// </summary>
sealed class AdoNetGrainStorageContract(IGrainStorage inner, NpgsqlDataSource dataSource) : IGrainStorage
{
    readonly PostgresSessions _sessions = PostgresSessions.Of(dataSource);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Translated(() => _sessions.Use(() => Done(inner.ReadStateAsync(stateName, grainId, grainState))));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        Written(() => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is not null) return Written(() => inner.ClearStateAsync(stateName, grainId, grainState));
        grainState.State = Activator.CreateInstance<T>();
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    Task Written(Func<Task> write) => Translated(() => _sessions.Write(() => Done(write())));

    static async Task<bool> Done(Task operation)
    {
        await operation;
        return true;
    }

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
