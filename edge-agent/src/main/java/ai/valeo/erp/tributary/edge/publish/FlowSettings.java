package ai.valeo.erp.tributary.edge.publish;

import ai.valeo.erp.tributary.edge.core.SendWindow;
import java.time.Duration;

/**
 * How the node holds itself back.
 *
 * @param window how many may be on their way unanswered
 * @param unstableMutations how many may be on their way to the broker while UNSTABLE
 * @param longestHold no allowance of the centre holds longer than that
 */
public record FlowSettings(SendWindow.Rules window, int unstableMutations, Duration longestHold) {}
