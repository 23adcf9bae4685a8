namespace Orleans.Concurrency;

/// <summary>On a method of a grain interface: it may take turns with any other request, and never keeps one waiting.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AlwaysInterleaveAttribute : Attribute;
