/* As the tools of the component framework write it from the manifest. */
export interface IInputs {
  source: ComponentFramework.PropertyTypes.StringProperty;
}
export interface IOutputs {
  settled?: string;
}
