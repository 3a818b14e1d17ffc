package ai.valeo.erp.tributary.topology.app;

import ai.valeo.erp.tributary.schemas.entity.Attribute;
import ai.valeo.erp.tributary.schemas.entity.Value;
import ai.valeo.erp.tributary.topology.core.strategy.MergeStrategy;

/** A merge strategy of one's own, offered as a service to the tests: the longer text wins. */
public final class LongerText implements MergeStrategy {

  @Override
  public String name() {
    return "longer-text";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Ruling merge(Attribute attribute, Side present, Side offered) {
    return length(offered) > length(present) ? new Take() : new Keep();
  }

  private static int length(Side side) {
    return side.value() instanceof Value.Text(String text) ? text.length() : 0;
  }
}
