package ai.valeo.erp.tributary.graphql.command;

import ai.valeo.erp.tributary.graphql.publish.CentralPublisher;
import ai.valeo.erp.tributary.schemas.catalog.EntityTypes;

/**
 * What everything that writes has in common.
 *
 * @param settings how it writes
 * @param types the entity types
 * @param ids makes identities
 * @param clock the instance's hybrid logical clock
 * @param publisher publishes
 * @param dispatch publishes and waits
 * @param reach waits for the views
 * @param metrics counts
 */
record CommandParts(
    CommandSettings settings,
    EntityTypes types,
    CommandIds ids,
    CentralClock clock,
    CentralPublisher publisher,
    Dispatch dispatch,
    ViewReach reach,
    CommandMetrics metrics) {}
