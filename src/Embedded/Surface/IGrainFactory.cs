namespace Orleans;

/// <summary>Makes references to grains. A reference costs no I/O and never fails; the first call activates the grain.</summary>
public interface IGrainFactory
{
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;
}
