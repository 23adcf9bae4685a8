using System.Collections.Immutable;
using Orleans;

namespace OrleansOrders.Conformance.Tests;

public interface ICopyGrain : IGrainWithStringKey
{
    /// <summary>Changes everything in its argument, keeps it, and says what it saw.</summary>
    Task<string> Spoil(Basket basket);

    /// <summary>What the grain keeps, itself.</summary>
    Task<Basket> Kept();

    /// <summary>What the grain keeps, as it sees it.</summary>
    Task<string> Describe();

    Task Keep(Basket basket);

    Task<bool> IsSameLabel(Label label, string key);

    Task<Label> KeptLabel();

    Task<bool> IsSameList([Immutable] List<int> list, string key);

    Task<ImmutableArray<string>> Echo(ImmutableArray<string> texts, DateTimeOffset at, Guid id, Uri uri, TimeSpan? age, DayOfWeek day);

    Task<bool> IsSameTwice(Item first, Item second);
}
