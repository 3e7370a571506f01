// A real provider of OpenID Connect on the loopback address, for tests: anybody may say who she is. Says READY when it listens.
import { Provider } from "oidc-provider";

const [port, issuer, back] = process.argv.slice(2);

const provider = new Provider(issuer, {
  clients: [{ client_id: "mellansteg", client_secret: "a secret between the two of them", redirect_uris: [back] }],
  pkce: { required: () => true },
  // The address is known, and stands in userinfo alone: whoever looks for it in the token finds nobody.
  claims: { openid: ["sub"], email: ["email", "email_verified"], roles: ["roles"] },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: `${id}@exempel.se`, email_verified: true, roles: ["administrator"] }),
  }),
  cookies: { keys: ["only for tests"] },
});

provider.listen(Number(port), "127.0.0.1", () => console.log("READY"));
