using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OrleansOrders.Storage.Tests;

/// <summary><c>docs/storage.md</c> says what a migrated database has, and what an order's state looks like.</summary>
public sealed partial class StorageDocumentTests(SharedDatabase shared) : IClassFixture<SharedDatabase>
{
    static string Document { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "storage.md"));

    [ServerFact]
    public async Task The_document_lists_every_column_of_every_table_and_view_with_its_type()
    {
        var there = await shared.Database.RowsAsync(
            """
            select table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
            from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration'
              and table_name not in (select relname from pg_class where relispartition)
            """,
            row => row.GetString(0));

        var listed = Sections().Split(Document).Skip(1).Chunk(2).SelectMany(section =>
            Columns().Matches(section[1]).Select(match => $"{section[0]}.{match.Groups["name"].Value} {match.Groups["type"].Value} {match.Groups["null"].Value.ToUpperInvariant()}"));
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [ServerFact]
    public async Task The_document_lists_every_index_and_function()
    {
        var there = await shared.Database.RowsAsync(
            """
            select indexname::text from pg_indexes where schemaname = 'public' and indexname not like '%\_pkey'
            union all select proname::text from pg_proc where pronamespace = 'public'::regnamespace
            """,
            row => row.GetString(0));

        var listed = Names().Matches(Document[Document.IndexOf("## Indexes", StringComparison.Ordinal)..]).Select(match => match.Groups["name"].Value);
        Assert.Equal(there.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_stored_order_of_the_document_is_what_is_written()
    {
        var json = Order().Match(Document).Groups["json"].Value;
        var order = JsonSerializer.Deserialize(json, StoredJson.Default.StoredOrder);

        Assert.NotNull(order);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonSerializer.SerializeToNode(order, StoredJson.Default.StoredOrder)));
        Assert.Equal(order.Status, order.ToOrder().Status);
        Assert.Equal(JsonSerializer.Serialize(StoredOrder.Of(order.ToOrder()), StoredJson.Default.StoredOrder), JsonSerializer.Serialize(order, StoredJson.Default.StoredOrder));
    }

    [GeneratedRegex(@"^### (?:View )?`(\w+)`$", RegexOptions.Multiline)]
    private static partial Regex Sections();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| (?<type>[a-z ]+) \| (?<null>yes|no) \|", RegexOptions.Multiline)]
    private static partial Regex Columns();

    [GeneratedRegex(@"^\| `(?<name>\w+)` \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Names();

    [GeneratedRegex("```json stored order\n(?<json>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Order();
}
