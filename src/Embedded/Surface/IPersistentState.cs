using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A grain's state, given to its constructor and read before activation.</summary>
public interface IPersistentState<TState> : IStorage<TState>;
