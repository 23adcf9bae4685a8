namespace Orleans.Core;

/// <summary>A stored record with the state in memory.</summary>
public interface IStorage<TState> : IStorage
{
    TState State { get; set; }
}
