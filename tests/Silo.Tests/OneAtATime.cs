using Xunit.Sdk;
using Xunit.v3;

// Every test here has several processes or silos of its own: side by side they would starve each other.
[assembly: Parallelization(Mode = ParallelMode.None)]
