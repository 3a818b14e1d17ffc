/** What a GraphQL document says: its normal form, and what answers to it are made of. */
@NullMarked
package ai.valeo.erp.tributary.graphql.document;

import org.jspecify.annotations.NullMarked;
