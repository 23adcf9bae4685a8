using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace OrleansOrders.Storage;

/// <summary>
/// Plain source-generated JSON for Orleans' storage. Its default (in 10.4.2) writes references and leaves out zeros: jsonb reorders the former into nonsense,
/// and the latter come back as whatever a property was initialised with.
/// </summary>
sealed class StoredJsonSerializer(JsonSerializerOptions options) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input!, TypeInfo<T>()));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize(input.ToMemory().Span, TypeInfo<T>());

    JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
