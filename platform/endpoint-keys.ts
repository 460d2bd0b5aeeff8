/** The key that requests to an endpoint of a team's model carry as a bearer token; undefined when there is none. */
export type EndpointKeyOf = (endpoint: string, teamId: string) => string | undefined;

export const noEndpointKeys: EndpointKeyOf = () => undefined;
