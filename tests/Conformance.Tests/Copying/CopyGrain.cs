using System.Collections.Immutable;
using System.Globalization;
using Orleans;

namespace OrleansOrders.Conformance.Tests;

public class CopyGrain : Grain, ICopyGrain
{
    static readonly Label TheLabel = new() { Text = "shared" };
    Basket _kept = new();

    public static object? Sent { get; set; }

    public static Label OwnLabel => TheLabel;

    public static string Describe(Basket basket) => string.Create(
        CultureInfo.InvariantCulture,
        $"{basket.Number} {basket.Secret} [{string.Join(",", basket.Names)}] [{string.Join(",", basket.Counts.Select(pair => $"{pair.Key}={string.Join("+", pair.Value)}"))}] [{string.Join(",", basket.Items.Select(item => item.Name))}] {basket.Place?.Coordinates[0]} {(basket.Inner is null || ReferenceEquals(basket.Inner, basket) ? "" : $"({Describe(basket.Inner)})")} {basket.Shape} {basket.Shape?.Sides.Count}");

    public Task<string> Spoil(Basket basket)
    {
        var seen = Describe(basket);
        basket.Number = -1;
        basket.Secret = "spoiled";
        basket.Names.Add("spoiled");
        basket.Counts["a"][0] = -1;
        basket.Counts["spoiled"] = [];
        basket.Items[0].Name = "spoiled";
        basket.Place!.Value.Coordinates[0] = -1;
        basket.Inner!.Names.Add("spoiled");
        basket.Shape!.Sides.Add(-1);
        return Task.FromResult(seen);
    }

    public Task<Basket> Kept() => Task.FromResult(_kept);

    public Task<string> Describe() => Task.FromResult(Describe(_kept));

    public Task Keep(Basket basket)
    {
        _kept = basket;
        return Task.CompletedTask;
    }

    public Task<bool> IsSameLabel(Label label, string key) => Task.FromResult(ReferenceEquals(label, Sent));

    public Task<Label> KeptLabel() => Task.FromResult(TheLabel);

    public Task<bool> IsSameList([Immutable] List<int> list, string key) => Task.FromResult(ReferenceEquals(list, Sent));

    public Task<ImmutableArray<string>> Echo(ImmutableArray<string> texts, DateTimeOffset at, Guid id, Uri uri, TimeSpan? age, DayOfWeek day) =>
        Task.FromResult(texts.Add(string.Create(CultureInfo.InvariantCulture, $"{at:O} {id} {uri} {age} {day}")));

    public Task<bool> IsSameTwice(Item first, Item second) => Task.FromResult(ReferenceEquals(first, second));
}
