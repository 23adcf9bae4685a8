namespace OrleansOrders.House.Tests.Deployment;

public sealed class ImageTests
{
    [Fact]
    public void The_image_runs_the_program_without_root_and_asks_it_how_it_is()
    {
        Assert.Equal(["USER $APP_UID"], Dockerfile.Image.Where(line => line.StartsWith("USER", StringComparison.Ordinal)));
        Assert.Contains("COPY --from=build /out ./", Dockerfile.Image);
        Assert.Contains("""ENTRYPOINT ["dotnet", "OrleansOrders.Silo.dll"]""", Dockerfile.Image);
        Assert.Single(Dockerfile.Image, line => line.StartsWith("HEALTHCHECK ", StringComparison.Ordinal) && line.EndsWith("""CMD ["dotnet", "OrleansOrders.Silo.dll", "--health"]""", StringComparison.Ordinal));
        Assert.Equal("http://+:5001", Dockerfile.Variable("ASPNETCORE_URLS"));
    }

    [Fact]
    public void A_silo_in_a_container_tells_the_others_its_own_address() => Assert.Equal("auto", Dockerfile.Variable("Cluster__Address"));
}
