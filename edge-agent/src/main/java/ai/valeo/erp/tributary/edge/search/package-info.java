/** Full-text search of entities without a network: the index, its upkeep and its questions. */
@NullMarked
package ai.valeo.erp.tributary.edge.search;

import org.jspecify.annotations.NullMarked;
