package ai.valeo.erp.tributary.topology.core.strategy;

import ai.valeo.erp.tributary.schemas.entity.MergePolicy;
import ai.valeo.erp.tributary.topology.core.entity.AttributeState;
import org.jspecify.annotations.Nullable;

/** Finds the strategy that an attribute's policy names. */
public final class StrategyDispatch {

  private static final AttributeMerge LAST_WRITER = new RankedMerge(RankOrder.LAST);
  private static final AttributeMerge FIRST_WRITER = new RankedMerge(RankOrder.FIRST);
  private static final AttributeMerge PRIORITY = new RankedMerge(RankOrder.PRIORITY);
  private static final AttributeMerge MAXIMUM = new ExtremeMerge(1);
  private static final AttributeMerge MINIMUM = new ExtremeMerge(-1);
  private static final AttributeMerge COUNTER = new CounterMerge();
  private static final AttributeMerge SET = new SetMerge();
  private static final AttributeMerge PROGRESS = new ProgressMerge();
  private static final AttributeMerge MANUAL = new ManualMerge();

  private StrategyDispatch() {}

  /**
   * Merges what a mutation offers into an attribute.
   *
   * @param present the attribute's state; none if nobody has changed it
   * @throws IllegalStateException if no strategy has the name the policy gives
   */
  public static Step merge(@Nullable AttributeState present, Offer offer, Strategies own) {
    return find(offer.attribute().merge().strategy(), own).merge(present, offer);
  }

  private static AttributeMerge find(String name, Strategies own) {
    return switch (name) {
      case MergePolicy.LAST_WRITER -> LAST_WRITER;
      case MergePolicy.FIRST_WRITER -> FIRST_WRITER;
      case MergePolicy.PRIORITY -> PRIORITY;
      case MergePolicy.MAXIMUM -> MAXIMUM;
      case MergePolicy.MINIMUM -> MINIMUM;
      case MergePolicy.COUNTER -> COUNTER;
      case MergePolicy.SET -> SET;
      case MergePolicy.PROGRESS -> PROGRESS;
      case MergePolicy.MANUAL -> MANUAL;
      default -> {
        MergeStrategy strategy = own.find(name);
        if (strategy == null) {
          throw new IllegalStateException("strategy: " + name + " unknown");
        }
        yield new OwnMerge(strategy);
      }
    };
  }
}
