using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace OrleansOrders.House.Tests.Deployment;

/// <summary>YAML of the clone as JSON, anchors and merges resolved; every scalar is text.</summary>
static class Yaml
{
    static readonly IDeserializer Reader = new DeserializerBuilder().Build();
    static readonly ISerializer Writer = new SerializerBuilder().JsonCompatible().Build();

    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<JsonObject> Documents(string path)
    {
        using var text = File.OpenText(Path.Combine(Repository.Root, path));
        var parser = new MergingParser(new Parser(text));
        var documents = new List<JsonObject>();
        parser.Consume<YamlDotNet.Core.Events.StreamStart>();
        while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _))
            documents.Add(JsonNode.Parse(Writer.Serialize(Reader.Deserialize<object>(parser)))!.AsObject());
        return documents;
    }

    /// <summary>Text at a path of names, or null where there is none.</summary>
    public static string? Text(this JsonNode node, params ReadOnlySpan<string> path)
    {
        JsonNode? at = node;
        foreach (var name in path) at = (at as JsonObject)?[name];
        return at?.GetValue<string>();
    }

    public static IEnumerable<JsonObject> Objects(this JsonNode node, string name) => (node[name] as JsonArray ?? []).Select(entry => entry!.AsObject());
}
