namespace OrleansOrders.Api;

/// <summary>A kind of problem.</summary>
/// <param name="Code">The stable code that clients branch on.</param>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Title">In words.</param>
sealed record ProblemKind(string Code, int Status, string Title)
{
    const string TypePrefix = "urn:orleansorders:problem:";

    public string Type => TypePrefix + Code;
}
