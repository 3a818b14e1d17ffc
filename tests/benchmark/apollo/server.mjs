// Apollo Server with the products of `bench graphql`, in memory. Prints where it answers.
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';

const count = Number(process.argv[2] ?? 2000);
const products = Array.from({ length: count }, (_, number) => ({
  id: `p${String(number).padStart(5, '0')}`,
  name: `Product ${number}`,
  sku: `SKU-${number}`,
  description: `What is said of product ${number}`,
  quantityPerUnit: '10 boxes',
  discontinued: number % 7 === 0,
  price: `${number + 1}.0000 EUR`,
  tags: ['new', `t${number % 5}`],
  version: 1,
}));
const byId = new Map(products.map((product) => [product.id, product]));

const server = new ApolloServer({
  typeDefs: `#graphql
    type Product {
      id: ID! name: String! sku: String description: String quantityPerUnit: String
      discontinued: Boolean! price: String tags: [String!]! version: Int!
    }
    type Query { product(id: ID!): Product products(limit: Int = 100): [Product!]! }`,
  resolvers: {
    Query: {
      product: (_, { id }) => byId.get(id),
      products: (_, { limit }) => products.slice(0, limit),
    },
  },
  introspection: false,
});
const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } });
console.log(url);
