namespace OrleansOrders.Chaos;

/// <summary>What a process had resident at a time of the run.</summary>
/// <param name="Application">Its name.</param>
/// <param name="ProcessId">Another after each start.</param>
/// <param name="At">Since the beginning.</param>
/// <param name="Bytes">Resident memory.</param>
/// <param name="Heap">Managed memory after the last collection.</param>
sealed record MemorySample(string Application, int ProcessId, TimeSpan At, long Bytes, long Heap);
