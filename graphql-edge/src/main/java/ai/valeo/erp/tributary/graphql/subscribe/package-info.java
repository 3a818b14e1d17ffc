/** Subscriptions over WebSocket (graphql-transport-ws) and server-sent events (graphql-sse). */
@NullMarked
package ai.valeo.erp.tributary.graphql.subscribe;

import org.jspecify.annotations.NullMarked;
