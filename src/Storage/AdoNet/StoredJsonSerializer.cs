using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Orleans.Storage;

namespace OrleansOrders.Storage;

/// <summary>
/// Plain source-generated JSON for Orleans' storage. The default serializer (10.4.2) writes object references and omits zeros: jsonb
/// reorders properties, which breaks references, and an omitted zero is read back as the property's initial value.
/// </summary>
sealed class StoredJsonSerializer(JsonSerializerOptions options) : IGrainStorageSerializer
{
    public BinaryData Serialize<T>(T? input) => new(JsonSerializer.SerializeToUtf8Bytes(input!, TypeInfo<T>()));

    public T? Deserialize<T>(BinaryData input) => JsonSerializer.Deserialize(input.ToMemory().Span, TypeInfo<T>());

    JsonTypeInfo<T> TypeInfo<T>() => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
