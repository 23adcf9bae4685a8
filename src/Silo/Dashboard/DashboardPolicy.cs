using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using idunno.Authentication.Basic;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansOrders.Silo;

/// <summary>One user, one password, asked for by the browser itself.</summary>
static class DashboardPolicy
{
    public const string Name = "dashboard";

    public static void AddDashboardPolicy(this IServiceCollection services, DashboardSettings settings)
    {
        services.AddAuthentication(BasicAuthenticationDefaults.AuthenticationScheme).AddBasic(basic =>
        {
            basic.Realm = "OrleansOrders";

            // TLS ends before us, if anywhere.
            basic.AllowInsecureProtocol = true;
            basic.Events = new BasicAuthenticationEvents
            {
                OnValidateCredentials = context =>
                {
                    if (IsSame(context.Username, settings.User) & IsSame(context.Password, settings.Password))
                    {
                        context.Principal = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, settings.User)], context.Scheme.Name));
                        context.Success();
                    }

                    return Task.CompletedTask;
                },
            };
        });
        services.AddAuthorizationBuilder().AddPolicy(Name, policy => policy.RequireAuthenticatedUser());
    }

    // As long for a wrong password as for a right one.
    static bool IsSame(string? given, string wanted) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(wanted)));
}
