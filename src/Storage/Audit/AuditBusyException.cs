namespace OrleansOrders.Storage;

/// <summary>Another audit of the same schema runs, in this process or another one, and there is no earlier report for the same grace.</summary>
public sealed class AuditBusyException() : Exception("Another audit is running.");
