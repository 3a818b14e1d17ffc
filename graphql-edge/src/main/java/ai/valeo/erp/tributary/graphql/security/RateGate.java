package ai.valeo.erp.tributary.graphql.security;

import ai.valeo.erp.tributary.graphql.schema.Caller;
import ai.valeo.erp.tributary.graphql.schema.GraphRequest;
import ai.valeo.erp.tributary.graphql.schema.Identity;
import ai.valeo.erp.tributary.graphql.schema.RequestGate;
import graphql.language.OperationDefinition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lets each client do each kind of operation only so often. Any thread. */
final class RateGate implements RequestGate {

  private final Allowances queries;
  private final Allowances mutations;
  private final Allowances subscriptions;
  private final Allowances unfit;
  private final SecurityMeters meters;

  RateGate(SecuritySettings.Rates rates, SecurityMeters meters) {
    this.queries = new Allowances(rates.queries());
    this.mutations = new Allowances(rates.mutations());
    this.subscriptions = new Allowances(rates.subscriptions());
    this.unfit = new Allowances(rates.queries());
    this.meters = meters;
  }

  @Override
  public @Nullable Refusal admit(GraphRequest request, OperationDefinition.Operation kind) {
    String client = client(request.caller());
    if (client.isEmpty()) {
      return null; // the process itself
    }
    long seconds =
        switch (kind) {
          case QUERY -> queries.take(client);
          case MUTATION -> mutations.take(client);
          case SUBSCRIPTION -> subscriptions.take(client);
        };
    if (seconds == 0) {
      return null;
    }
    String name = kind.name().toLowerCase(Locale.ROOT);
    meters.limited(name);
    return new Refusal("Too often: " + name, seconds);
  }

  /** Documents that cannot be run are as many as queries may be; then no new ones are read. */
  @Override
  public @Nullable Refusal read(GraphRequest request) {
    String client = client(request.caller());
    long seconds = client.isEmpty() ? 0 : unfit.wait(client);
    if (seconds == 0) {
      return null;
    }
    meters.limited("unfit");
    return new Refusal("Too often: documents that cannot be run", seconds);
  }

  @Override
  public void unfit(GraphRequest request) {
    String client = client(request.caller());
    if (!client.isEmpty()) {
      long unused = unfit.take(client);
    }
  }

  /** Who is known is counted wherever they are; others by where they come from. */
  private static String client(Caller caller) {
    Identity identity = caller.identity();
    return identity.kind() == Identity.Kind.TOKEN ? "sub " + identity.subject() : caller.client();
  }
}
