namespace Orleans.Runtime;

/// <summary>The activation behind a grain object.</summary>
public interface IGrainContext
{
    GrainId GrainId { get; }
}
