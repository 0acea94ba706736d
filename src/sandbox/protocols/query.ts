import { Fault } from '../fault.ts';
import type { SandboxService } from '../operation.ts';
import { numbered, parseForm, readForm, unusedParameters, type FormNode, type FormStyle } from './form.ts';
import { operationNamed, type HttpResponse, type ProtocolCodec, type Values } from './protocol.ts';
import { operationShape, type Member } from './schema.ts';
import { escapeXml, writeMembers } from './xml.ts';

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const queryItems = (at: FormNode, member: Member): readonly FormNode[] => {
  if (member.shape.kind !== 'list') return [];
  if (member.traits.xmlFlattened !== undefined) return numbered(at);
  const list = at.children.get(member.shape.member.traits.xmlName ?? 'member');
  if (list) list.used = true;
  return numbered(list);
};

const QUERY_STYLE: Omit<FormStyle, 'illTypedCode'> = {
  memberName: (name, member) => member.traits.xmlName ?? name,
  items: queryItems,
};

// EC2 capitalises names and numbers list items directly: `SubnetId.1`.
const EC2_STYLE: FormStyle = {
  memberName: (name, member) =>
    typeof member.traits.ec2QueryName === 'string' ? member.traits.ec2QueryName : capitalised(member.traits.xmlName ?? name),
  items: at => numbered(at),
  illTypedCode: 'InvalidParameterValue',
};

const ENVELOPE_PARAMETERS = ['Action', 'Version'];

const opener =
  (
    styleOf: (service: SandboxService) => FormStyle,
    unknownParameters: (service: SandboxService, names: readonly string[]) => Fault,
  ): ProtocolCodec['open'] =>
  (service, request) => {
    const form = parseForm(request);
    const name = form.children.get('Action')?.value ?? '';
    for (const parameter of ENVELOPE_PARAMETERS) form.children.delete(parameter);
    const operation = operationNamed(service, name);
    const input = (): Values => {
      if (!operation) return {};
      const values = readForm(styleOf(service), operationShape(operation.schema).input, form);
      const unused = unusedParameters(form);
      if (unused.length > 0) throw unknownParameters(service, unused);
      return values;
    };
    return { name, operation, input };
  };

const xml = (status: number, requestId: string, body: string): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: `<?xml version="1.0" encoding="UTF-8"?>${body}`,
});

const namespace = (service: SandboxService): string => (service.xmlNamespace ? ` xmlns="${service.xmlNamespace}"` : '');

/** AWS Query: a form in, XML with a result element out. */
export const query: ProtocolCodec = {
  open: opener(
    service => ({ ...QUERY_STYLE, illTypedCode: service.validationCode }),
    (service, names) => new Fault(service.validationCode, `Unknown parameters: ${names.join(', ')}`),
  ),
  writeOutput: (service, operation, output, requestId) => {
    const shape = operationShape(operation.schema);
    const result = shape.hasOutput ? `<${shape.name}Result>${writeMembers(shape.output, output)}</${shape.name}Result>` : '';
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    return xml(200, requestId, `<${shape.name}Response${namespace(service)}>${result}${metadata}</${shape.name}Response>`);
  },
  writeFault: (service, fault, requestId) => {
    const type = fault.status < 500 ? 'Sender' : 'Receiver';
    const error = `<Error><Type>${type}</Type><Code>${escapeXml(fault.wireCode)}</Code><Message>${escapeXml(fault.message)}</Message></Error>`;
    return xml(fault.status, requestId, `<ErrorResponse${namespace(service)}>${error}<RequestId>${requestId}</RequestId></ErrorResponse>`);
  },
};

/** EC2's own dialect of Query. */
export const ec2: ProtocolCodec = {
  open: opener(
    () => EC2_STYLE,
    (_service, names) => new Fault('UnknownParameter', `The parameter ${names.join(', ')} is not recognized`),
  ),
  writeOutput: (service, operation, output, requestId) => {
    const shape = operationShape(operation.schema);
    const members = writeMembers(shape.output, output) || '<return>true</return>';
    return xml(
      200,
      requestId,
      `<${shape.name}Response${namespace(service)}><requestId>${requestId}</requestId>${members}</${shape.name}Response>`,
    );
  },
  writeFault: (_service, fault, requestId) => {
    const error = `<Error><Code>${escapeXml(fault.wireCode)}</Code><Message>${escapeXml(fault.message)}</Message></Error>`;
    return xml(fault.status, requestId, `<Response><Errors>${error}</Errors><RequestID>${requestId}</RequestID></Response>`);
  },
};
