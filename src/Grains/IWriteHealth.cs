namespace OrleansOrders.Grains;

/// <summary>Whether the storage that grains share takes writes, as far as this process knows.</summary>
public interface IWriteHealth
{
    /// <summary>A write was refused in a way that a repeat does not mend now (<see cref="StorageUnavailableException.KeepsFromWriting"/>).</summary>
    void WriteFailed();
}
