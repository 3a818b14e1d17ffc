package ai.valeo.erp.tributary.graphql.app;

import ai.valeo.erp.tributary.edge.network.RemoteWatch;
import ai.valeo.erp.tributary.graphql.gateway.Reach;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Reaches the centre where the node's own watch of it lets calls through, and the user does. */
final class CentreReach implements Reach {

  private final RemoteWatch centre;
  private final BooleanSupplier mayUseNetwork;

  CentreReach(RemoteWatch centre, BooleanSupplier mayUseNetwork) {
    this.centre = centre;
    this.mayUseNetwork = mayUseNetwork;
  }

  @Override
  public boolean tryAcquire() {
    return mayUseNetwork.getAsBoolean() && centre.tryAcquire();
  }

  @Override
  public boolean isUnstable() {
    return centre.isUnstable();
  }

  @Override
  public void succeeded(Duration took) {
    centre.succeeded(took);
  }

  @Override
  public void failed(Duration took, Throwable cause) {
    centre.failed(took, cause);
  }
}
