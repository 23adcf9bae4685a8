namespace Orleans.Concurrency;

/// <summary>On a grain class: its requests may take turns with each other at every await.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ReentrantAttribute : Attribute;
