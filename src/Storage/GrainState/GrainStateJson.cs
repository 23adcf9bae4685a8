using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans;

namespace OrleansOrders.Storage;

/// <summary>Converts grain state to and from UTF-8 JSON, for the types of a source-generated resolver.</summary>
sealed class GrainStateJson
{
    readonly JsonSerializerOptions _options;

    public GrainStateJson(JsonSerializerOptions options)
    {
        if (options.TypeInfoResolver is null) throw new ArgumentException("The options need a source-generated TypeInfoResolver.", nameof(options));
        _options = options;
    }

    public byte[] Write<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, TypeInfo<T>());

    public T Read<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, TypeInfo<T>())
        ?? throw new JsonException($"The stored state is null where a {typeof(T).Name} was expected.");

    /// <summary>The initial state of a grain that has no row.</summary>
    public T Initial<T>() => TypeInfo<T>().CreateObject is { } create ? create() : Activator.CreateInstance<T>();

    /// <summary>Copies a row into the grain's state. Null, or a cleared row, means that there is no record.</summary>
    public void Put<T>(IGrainState<T> grainState, GrainRow? row)
    {
        grainState.RecordExists = row?.State is not null;
        grainState.State = row?.State is { } json ? Read<T>(json) : Initial<T>();
        grainState.ETag = row is null ? null : GrainETag.Of(row.Version);
    }

    JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)_options.GetTypeInfo(typeof(T));
}
